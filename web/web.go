// Package web is the chat page: plain HTML, CSS and JavaScript modules, in the
// dialect of Chromium 86, without a build step.
//
// index.html holds the views that app.js puts together: the conversation
// (chat.js asks over socket.js, answer.js shows what comes of it), the document
// beside it (panel.js, view.js, paper.js), the indicators and the documents.
// document.html is one document alone. words.js has all that the page says, in
// Chinese and English; the traditional script is made from the simplified one.
//
// Whatever comes from documents and models becomes text nodes, never markup:
// text.js reads the little of Markdown that checked answers have left (lists,
// tables, headings, strong words) and makes elements of it itself. marked 18
// needs Array.prototype.at and Object.hasOwn, which Chromium 86 lacks, and
// would bring HTML that has to be sanitised again.
package web

import "embed"

// FS holds index.html, document.html and what they load from assets.
//
//go:embed index.html document.html assets
var FS embed.FS
