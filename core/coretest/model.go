package coretest

import (
	"sync"

	"terminwerk/assets"
	"terminwerk/core/match"
)

// Model is the shipped model of the duplicate search.
var Model = sync.OnceValue(func() *match.Model {
	m, err := match.ReadModel(assets.MatchModel, assets.MatchPairs)
	if err != nil {
		panic(err)
	}
	return m
})
