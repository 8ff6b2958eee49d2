package chunk

// A pair of bytes that is no character was dropped. What is left of a run then
// reads as if the characters around it had lost a byte each.

// isDropped tells whether the last byte of a and the first of b are no
// character together, so that they were dropped.
func isDropped(a, b rune) bool {
	return gbkRune(lastByte(widened(a)), gbkBytes(widened(b))[0]) == 0
}

// mayDrop tells whether a character's last byte begins any pair that is no character.
func mayDrop(r rune) bool { return gbkTable().gaps[lastByte(widened(r))] }
