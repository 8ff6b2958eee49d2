package chunk

// describe reads in a clean text what it tells about the document.
func describe(text string, found Meta) Meta { return found }

// override replaces what was read by what is given.
func override(m, given Meta) Meta {
	for _, f := range []struct{ to, from *string }{
		{&m.ID, &given.ID}, {&m.Title, &given.Title}, {&m.Label, &given.Label}, {&m.Region, &given.Region},
		{&m.Level, &given.Level}, {&m.Issuer, &given.Issuer}, {&m.Number, &given.Number}, {&m.Kind, &given.Kind},
		{&m.Standing, &given.Standing}, {&m.Published, &given.Published}, {&m.Source, &given.Source},
	} {
		if *f.from != "" {
			*f.to = *f.from
		}
	}
	if given.Period != nil {
		m.Period = given.Period
	}
	return m
}
