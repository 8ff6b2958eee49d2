package main

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"chuchu/chunk/read"
)

// explain says in one line what went wrong and, where that is known, what to do.
func explain(err error) string {
	var path *fs.PathError
	switch {
	case errors.Is(err, context.Canceled):
		return "已中断；再次运行会接着完成"
	case errors.Is(err, read.ErrUnsupported):
		return "不支持这种文件"
	case errors.Is(err, read.ErrUnreadable):
		return "读不出文字（文件为空、已损坏，或不是文本）"
	case errors.Is(err, fs.ErrNotExist) && errors.As(err, &path):
		return "没有这个文件或文件夹：" + path.Path
	case errors.Is(err, fs.ErrPermission) && errors.As(err, &path):
		return "没有权限读写：" + path.Path
	case errors.Is(err, syscall.ENOSPC):
		return "磁盘已满"
	}
	return strings.Join(strings.Fields(err.Error()), " ")
}
