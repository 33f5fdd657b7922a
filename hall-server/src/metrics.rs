//! Metrics for Prometheus, on a listener of their own, loopback by default.
//!
//! Every figure is read from the published hall when it is asked for; nothing is counted twice.

use crate::http::Shared;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use hall_core::window::WindowStage;
use metrics_exporter_prometheus::PrometheusBuilder;
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// Serves `/metrics` on `address`; gives the address bound.
pub async fn listen(address: SocketAddr, app: Shared) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind(address).await?;
    let bound = listener.local_addr()?;
    let router = Router::new().route("/metrics", get(show)).with_state(app);
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "the metrics listener ended");
        }
    });
    Ok(bound)
}

async fn show(State(app): State<Shared>) -> String {
    let recorder = PrometheusBuilder::new().build_recorder();
    let handle = recorder.handle();
    metrics::with_local_recorder(&recorder, || record(&app));
    handle.render()
}

fn record(app: &Shared) {
    let state = app.hub.look();
    metrics::gauge!("hall_events").set(state.tip.seq.0 as f64);
    let issued = state.hall.day().map_or(0, |day| day.issued);
    metrics::gauge!("hall_tickets_today").set(f64::from(issued));
    for queue in state.hall.queues().keys() {
        let waiting = f64::from(state.hall.waiting_count(*queue));
        metrics::gauge!("hall_waiting", "queue" => queue.to_string()).set(waiting);
    }
    let windows = || state.hall.windows().values();
    let open = windows()
        .filter(|window| window.stage == WindowStage::Open)
        .count();
    metrics::gauge!("hall_windows_open").set(open as f64);
    let silent = windows()
        .filter(|window| window.silent_since.is_some())
        .count();
    metrics::gauge!("hall_windows_silent").set(silent as f64);
    metrics::gauge!("hall_alarms").set(state.hall.alarms().len() as f64);
    let streams = crate::limits::CLIENTS_MAX - app.streams.available_permits();
    metrics::gauge!("hall_streams").set(streams as f64);
}
