package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"

	"terminwerk/core/match"
)

// calibration was chosen on dealers the trees were not fitted to: trees are shy at their ends, so that of those proposed
// from .95 on about two in a thousand are wrong, and from .99 on fewer than one in two thousand.
var calibration = [][2]float64{{-4, -4}, {-2, -1.7}, {0, .35}, {1.5, 1.9}, {2.15, 2.95}, {3.35, 4.6}, {6, 10}}

// train fits the weights twice, because the first fit decides whom the second one sees, and then the trees.
func train(ctx context.Context, dealers []*dealer) (match.ModelFile, error) {
	file := match.FirstModel()
	file.Last, file.First = frequencies(dealers)
	file.Knots = calibration
	for range 2 {
		if err := fitWeights(ctx, &file, dealers); err != nil {
			return file, err
		}
	}
	return file, fitTrees(ctx, &file, dealers)
}

func fitWeights(ctx context.Context, file *match.ModelFile, dealers []*dealer) error {
	m, err := match.NewModel(*file, match.FirstPairs())
	if err != nil {
		return err
	}
	var rows []linearRow
	for _, d := range dealers {
		err := examples(ctx, m, d, func(l *lead, list []match.Example) {
			for i := range list {
				x := &list[i]
				rows = append(rows, linearRow{x.Levels, [2]float32{x.RareLast, x.RareFirst}, l.is(x.ID)})
			}
		})
		if err != nil {
			return err
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	names, signs := match.LevelNames()
	fit := fitLinear(rows, signs)
	file.Prior, file.RareLast, file.RareFirst = fit.prior, fit.rare[0], fit.rare[1]
	for i, n := range names {
		file.Weights[n] = fit.weights[i]
	}
	fmt.Fprintln(os.Stderr, len(rows), "candidates for the weights")
	return nil
}

func fitTrees(ctx context.Context, file *match.ModelFile, dealers []*dealer) error {
	m, err := match.NewModel(*file, match.FirstPairs())
	if err != nil {
		return err
	}
	var rows [][]float32
	var right []bool
	var weight []float32
	for _, d := range dealers {
		err := examples(ctx, m, d, func(l *lead, list []match.Example) {
			for i := range list {
				if list[i].Features != nil {
					rows, right, weight = append(rows, list[i].Features), append(right, l.is(list[i].ID)), append(weight, 1)
				}
			}
		})
		if err != nil {
			return err
		}
	}
	fmt.Fprintln(os.Stderr, len(rows), "candidates for the trees")
	random := rand.New(rand.NewPCG(3, 4))
	_, rising := match.FeatureNames()
	base, trees := boost(newTable(rows, right, weight), rising, usualBoosting, random.Float64)
	file.Base, file.Trees = base, nil
	for _, t := range trees {
		file.Trees = append(file.Trees, nodesOf(t))
	}
	return nil
}

func nodesOf(tree []node) []match.TreeNode {
	list := make([]match.TreeNode, 0, len(tree))
	for _, n := range tree {
		if n.feature < 0 {
			list = append(list, match.TreeNode{Feature: -1, At: float32(n.value)})
		} else {
			list = append(list, match.TreeNode{Feature: int32(n.feature), At: n.at, Left: int32(n.left)})
		}
	}
	return list
}
