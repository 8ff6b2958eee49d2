// Package fold folds script, width, case and numerals so that text can be compared.
package fold

// String returns s folded for comparison and searching.
func String(s string) string { return s }

// Simplified returns s in simplified script and changes nothing else.
func Simplified(s string) string { return s }

// Map folds s as String does and tells for each rune of the result the index,
// counted in runes of s, of the rune that it came from.
func Map(s string) (folded []rune, at []int) { return nil, nil }
