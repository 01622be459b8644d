package storetest

import (
	"strconv"
	"sync/atomic"
)

var ops atomic.Int64

// NewOp is an operation id that no other change of this process has.
func NewOp() string { return "test-" + strconv.FormatInt(ops.Add(1), 10) }
