package chunk

func damage(text string) []Damage { return nil }
