package desk

// Flags of an upload, as stores keep them.
const (
	flagReplace = 1 << iota
	flagEnglish
)

// Flags are Replace and English in one number, as stores keep them.
func (u Upload) Flags() int {
	flags := 0
	if u.Replace {
		flags |= flagReplace
	}
	if u.English {
		flags |= flagEnglish
	}
	return flags
}

// SetFlags sets Replace and English as a store kept them.
func (u *Upload) SetFlags(flags int) {
	u.Replace, u.English = flags&flagReplace != 0, flags&flagEnglish != 0
}
