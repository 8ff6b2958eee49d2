package web

import (
	"bytes"
	"io/fs"
	"path"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
)

// dialect is the edition of ECMAScript whose syntax Chromium 86 knows.
const dialect = 2020

// Read returns a file of FS as it is sent to browsers: of scripts and styles
// what they need, without comments and with short names inside of functions. The
// error is that of FS.
func Read(name string) ([]byte, error) {
	if small, ok := sent()[name]; ok {
		return small, nil
	}
	return fs.ReadFile(FS, name)
}

// sent has the scripts and styles, made small once. One that cannot be stands as
// it is written, which only costs bytes; a test holds that there is none.
var sent = sync.OnceValue(func() map[string][]byte {
	m := minify.New()
	m.Add(".js", &js.Minifier{Version: dialect})
	m.AddFunc(".css", css.Minify)
	small := map[string][]byte{}
	files, _ := fs.Glob(FS, "assets/*")
	for _, name := range files {
		var out bytes.Buffer
		data, err := fs.ReadFile(FS, name)
		if err == nil && m.Minify(path.Ext(name), &out, bytes.NewReader(data)) == nil {
			small[name] = out.Bytes()
		}
	}
	return small
})
