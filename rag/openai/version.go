package openai

import (
	"crypto/sha256"
	"encoding/hex"
)

// PromptVersion names what the model is told, whatever is asked: it changes
// with the rules.
func PromptVersion() string {
	sum := sha256.Sum256([]byte(rules))
	return hex.EncodeToString(sum[:4])
}
