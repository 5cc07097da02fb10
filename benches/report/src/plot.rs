//! Plots as SVG.

use std::path::Path;

use bench_measure::results::Plot;
use plotters::prelude::*;

const COLORS: [RGBColor; 4] = [
    RGBColor(31, 119, 180),
    RGBColor(214, 39, 40),
    RGBColor(44, 160, 44),
    RGBColor(148, 103, 189),
];

/// Draws one, both scales from zero, so that what grows in proportion is a
/// straight line through the corner.
pub fn draw(plot: &Plot, path: &Path) {
    let points = || plot.lines.iter().flat_map(|(_, points)| points);
    let width = points().map(|point| point.0).fold(0.0, f64::max) * 1.05;
    let height = points().map(|point| point.1).fold(0.0, f64::max) * 1.1;
    let area = SVGBackend::new(path, (720, 420)).into_drawing_area();
    area.fill(&WHITE).unwrap();
    let mut chart = ChartBuilder::on(&area)
        .caption(&plot.title, ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(40)
        .y_label_area_size(60)
        .build_cartesian_2d(0.0..width, 0.0..height)
        .unwrap();
    let mut mesh = chart.configure_mesh();
    mesh.max_light_lines(0).x_desc(&plot.x).y_desc(&plot.y);
    mesh.draw().unwrap();
    for ((name, points), color) in plot.lines.iter().zip(COLORS) {
        let circles = points
            .iter()
            .map(|point| Circle::new(*point, 3, color.filled()));
        chart.draw_series(circles).unwrap();
        let line = LineSeries::new(points.iter().copied(), color.stroke_width(2));
        let line = chart.draw_series(line).unwrap();
        line.label(name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], color));
    }
    let mut labels = chart.configure_series_labels();
    let labels = labels.position(SeriesLabelPosition::UpperLeft);
    labels.border_style(BLACK).draw().unwrap();
    area.present().unwrap();
}
