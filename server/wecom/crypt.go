package wecom

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Why a callback is refused. What it holds is not told to anybody.
var (
	errSignature = errors.New("the signature is wrong")
	errStale     = errors.New("the signature is too old")
	errSealed    = errors.New("the message cannot be decrypted")
)

// staleAfter is how far a callback's time may be from ours. It is less than an
// errand stays known, so that nothing overheard can be sent again.
const staleAfter = 12 * time.Hour

const (
	keyLength = 43 // characters of an EncodingAESKey
	padTo     = 32 // bytes, whatever AES's own block is
	prefix    = 16 // random bytes in front of a message
)

// A crypt opens and seals messages as WeCom's callbacks do: AES-256-CBC with the
// key's first half as the IV, around 16 random bytes, the length of the message,
// the message and who it is for.
// https://developer.work.weixin.qq.com/document/path/90968
type crypt struct {
	token    string
	key      []byte
	receiver string // the corp's id for an app; "" where it is not checked
}

// newCrypt returns a crypt; its error names the flag that begins with prefix.
func newCrypt(flag, token, key, receiver string) (crypt, error) {
	if token == "" {
		return crypt{}, fmt.Errorf(sayUnset, flag+"-token")
	}
	if len(key) != keyLength {
		return crypt{}, fmt.Errorf(sayKeyLength, flag+"-aes-key", len(key))
	}
	raw, err := base64.StdEncoding.DecodeString(key + "=")
	if err != nil {
		return crypt{}, fmt.Errorf(sayKeyLetters, flag+"-aes-key")
	}
	return crypt{token, raw, receiver}, nil
}

// sign returns the signature of an encrypted message.
func (c crypt) sign(timestamp, nonce, sealed string) string {
	parts := []string{c.token, timestamp, nonce, sealed}
	slices.Sort(parts)
	sum := sha1.Sum([]byte(strings.Join(parts, "")))
	return hex.EncodeToString(sum[:])
}

// fresh checks of a callback's query what can be told without its body: that
// there is a signature, of a time near ours.
func fresh(q url.Values, now time.Time) error {
	if len(q.Get("msg_signature")) != hex.EncodedLen(sha1.Size) {
		return errSignature
	}
	seconds, err := strconv.ParseInt(q.Get("timestamp"), 10, 64)
	if age := now.Sub(time.Unix(seconds, 0)); err != nil || age.Abs() > staleAfter {
		return errStale
	}
	return nil
}

// open checks the signature in a callback's query and decrypts what it signs.
func (c crypt) open(q url.Values, sealed string, now time.Time) ([]byte, error) {
	want := c.sign(q.Get("timestamp"), q.Get("nonce"), sealed)
	if subtle.ConstantTimeCompare([]byte(want), []byte(q.Get("msg_signature"))) != 1 {
		return nil, errSignature
	}
	if err := fresh(q, now); err != nil {
		return nil, err
	}
	return c.decrypt(sealed)
}

// decrypt returns the message in what seal made.
func (c crypt) decrypt(sealed string) ([]byte, error) {
	data, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(data) < padTo || len(data)%aes.BlockSize != 0 {
		return nil, errSealed
	}
	block, err := aes.NewCipher(c.key)
	if err != nil {
		return nil, err
	}
	cipher.NewCBCDecrypter(block, c.key[:aes.BlockSize]).CryptBlocks(data, data)
	pad := int(data[len(data)-1])
	if pad < 1 || pad > padTo || pad > len(data)-prefix-4 {
		return nil, errSealed
	}
	data = data[prefix : len(data)-pad]
	size := int(binary.BigEndian.Uint32(data))
	if size > len(data)-4 {
		return nil, errSealed
	}
	if receiver := string(data[4+size:]); c.receiver != "" && receiver != c.receiver {
		return nil, errSealed
	}
	return data[4 : 4+size], nil
}

// seal encrypts a message.
func (c crypt) seal(message []byte) (string, error) {
	data := make([]byte, prefix, prefix+4+len(message)+len(c.receiver)+padTo)
	_, _ = rand.Read(data) // it never fails
	data = binary.BigEndian.AppendUint32(data, uint32(len(message)))
	data = append(append(data, message...), c.receiver...)
	pad := padTo - len(data)%padTo
	data = append(data, bytes.Repeat([]byte{byte(pad)}, pad)...)
	block, err := aes.NewCipher(c.key)
	if err != nil {
		return "", err
	}
	cipher.NewCBCEncrypter(block, c.key[:aes.BlockSize]).CryptBlocks(data, data)
	return base64.StdEncoding.EncodeToString(data), nil
}
