// Package local keeps everything in one SQLite file and finds passages in
// memory.
//
// The file is the truth. Any number of processes may have it open at once; each
// holds an index of its own, which every query brings up to date first: a write
// raises the library's generation, and what changed since the generation that
// the index knows is read again. A large index is pictured in the file, so that
// opening the library reads the picture and what came after it. A killed process leaves the last transaction
// whole or absent, never half.
package local
