package coretest_test

import (
	"testing"

	"terminwerk/core"
	"terminwerk/core/coretest"
)

func TestKeepsThePromisesOfAStore(t *testing.T) {
	coretest.Conformance(t, func(testing.TB) core.Store { return coretest.New() })
}
