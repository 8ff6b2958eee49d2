package main

import (
	"context"
	"errors"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"chuchu/chunk/read"
	"chuchu/rag/postgres"
)

// explain says in one line what went wrong and, where that is known, what to do.
func explain(err error) string {
	var path *fs.PathError
	switch {
	case errors.Is(err, context.Canceled):
		return "已中断；再次运行会接着完成"
	case read.Reason(err) != "":
		return read.Reason(err)
	case errors.Is(err, read.ErrUnreadable):
		return "读不出文字（文件为空、已损坏，或不是文本）"
	case errors.Is(err, fs.ErrNotExist) && errors.As(err, &path):
		return "没有这个文件或文件夹：" + path.Path
	case errors.Is(err, fs.ErrPermission) && errors.As(err, &path):
		return "没有权限读写：" + path.Path
	case errors.Is(err, syscall.EISDIR) && errors.As(err, &path):
		return "是文件夹，不是文件：" + path.Path
	case errors.Is(err, syscall.ENOTDIR) && errors.As(err, &path):
		return "没有这个文件或文件夹：" + path.Path
	case errors.Is(err, syscall.ENOSPC):
		return "磁盘已满"
	}
	return flat(err.Error())
}

// fileCause says why a file is no library.
func fileCause(err error) string {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return explain(err)
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_NOTADB:
		return "不是数据库文件"
	case lib.SQLITE_READONLY, lib.SQLITE_PERM, lib.SQLITE_CANTOPEN:
		return "打不开或不能写入"
	case lib.SQLITE_BUSY:
		return "正被别的程序占用"
	}
	return explain(err)
}

// postgresCause says why a PostgreSQL database is no library.
func postgresCause(err error) string {
	for _, known := range []struct {
		err error
		say string
	}{
		{postgres.ErrUnavailable, "服务器没有响应，请检查它是否在运行，以及 URL 中的主机和端口"},
		{postgres.ErrRefused, "用户名或密码不对，请检查 URL"},
		{postgres.ErrNoDatabase, "没有这个数据库，请先用 createdb 建立"},
		{postgres.ErrNoVector, "服务器没有 pgvector 扩展，请安装 0.8.4 以上版本"},
		{postgres.ErrForbidden, "权限不足，请管理员授予在该数据库中建立模式的权限"},
		{postgres.ErrReadOnly, "服务器只读，请在 URL 中写主服务器"},
		{postgres.ErrNewer, "资料库由更新版本的程序建立，请升级本程序"},
	} {
		if errors.Is(err, known.err) {
			return known.say
		}
	}
	return explain(err)
}
