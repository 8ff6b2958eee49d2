package wecom

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
)

const (
	// maxCallback is the size of the largest callback that is read. A message
	// has 2,048 bytes at most, some thousand more come with it.
	maxCallback = 64 << 10
	// maxElements is how many elements stand in front of what is sealed, or
	// beside it: WeCom sends three in one.
	maxElements = 16
)

// envelope returns what is sealed in a callback's body: XML of an app, JSON of a
// bot. Anybody may have sent it: no more of it is parsed than that takes.
func envelope(body io.Reader) (sealed string, err error) {
	data, err := io.ReadAll(body)
	if err != nil {
		return "", err
	}
	if data = bytes.TrimSpace(data); !bytes.HasPrefix(data, []byte("{")) {
		return sealedXML(xml.NewDecoder(bytes.NewReader(data)))
	}
	var e struct {
		Encrypt string `json:"encrypt"`
	}
	if json.Unmarshal(data, &e) != nil {
		return "", errSealed
	}
	return e.Encrypt, nil
}

// sealedXML returns the text of the first Encrypt in the outermost element, and
// looks at nothing behind it.
func sealedXML(d *xml.Decoder) (sealed string, err error) {
	depth := 0
	for elements := 0; elements <= maxElements; {
		token, err := d.RawToken()
		if err != nil {
			return "", errSealed // there is none
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			elements++
			if depth == 2 && t.Name.Local == "Encrypt" {
				return text(d)
			}
		case xml.EndElement:
			depth--
		case xml.Directive:
			return "", errSealed // WeCom declares nothing
		}
		if depth < 0 || depth > 2 {
			return "", errSealed
		}
	}
	return "", errSealed
}

// text is what stands in an element that has begun and holds no other.
func text(d *xml.Decoder) (string, error) {
	var all []byte
	for {
		token, err := d.RawToken()
		if err != nil {
			return "", errSealed
		}
		switch t := token.(type) {
		case xml.CharData:
			all = append(all, t...)
		case xml.EndElement:
			return string(all), nil
		default:
			return "", errSealed
		}
	}
}
