package pipeline

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"time"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
	"rolecall/internal/rates"
)

// Rates convert amounts of pay to US dollars. The zero Rates convert nothing.
type Rates struct {
	table *rates.Table
	file  dataset.RatesFile
}

// OpenRates reads a file of exchange rates as the European Central Bank publishes them, eurofxref-hist.csv or its ZIP. An
// error names the file and what to do about it.
func OpenRates(path string) (*Rates, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: there is no such file", path)
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, rates.MaxSize+1))
	if err != nil {
		return nil, err
	}
	if len(data) > rates.MaxSize {
		return nil, fmt.Errorf("%s: the file has more than %d MB and is no eurofxref-hist.csv", path, rates.MaxSize>>20)
	}
	table, err := rates.Parse(data, path)
	if err != nil {
		return nil, err
	}
	return &Rates{table, dataset.RatesFile{File: filepath.Base(path), SHA256: hash(data), Oldest: table.Oldest(), Newest: table.Newest()}}, nil
}

// described is what the manifest says of the rates; nil where there are none.
func (r *Rates) described() *dataset.RatesFile {
	if r == nil {
		return nil
	}
	return &r.file
}

// warnOld says that the rates end long before a run: what was published since is not converted.
func (r *Rates) warnOld(started time.Time, warn func(string)) {
	if r == nil {
		return
	}
	if _, known := r.table.Day("EUR", started); !known {
		warn(fmt.Sprintf("the exchange rates of %s end on %s: pages published more than a month later are not converted; fetch the file anew", r.file.File, r.file.Newest))
	}
}

// convert fills in a figure's amount a year in US dollars: at the mean rate of the year for which it holds or, where the
// page does not say that, at the rate of the day on which the page was published. Without either it stays as it is.
func (r *Rates) convert(p *claim.Pay, published *time.Time) {
	p.USDMin, p.USDMax, p.USDRate = nil, nil, nil
	if r == nil || p.Currency == "" || p.AnnualMin == nil && p.AnnualMax == nil {
		return
	}
	rate, known := r.rate(p, published)
	if !known {
		return
	}
	p.USDMin, p.USDMax, p.USDRate = dollars(p.AnnualMin, rate), dollars(p.AnnualMax, rate), &rate
}

func (r *Rates) rate(p *claim.Pay, published *time.Time) (float64, bool) {
	const year = len("2024")
	switch {
	case len(p.AsOf) >= year:
		return r.table.Year(p.Currency, p.AsOf[:year])
	case published != nil:
		return r.table.Day(p.Currency, published.UTC())
	}
	return r.table.Day(p.Currency, time.Time{}) // of the dollar only
}

// dollars converts an amount, to the cent.
func dollars(amount *float64, rate float64) *float64 {
	if amount == nil {
		return nil
	}
	v := math.Round(*amount*rate*100) / 100
	return &v
}
