// What the examples of the guide send their requests through, out of the reader's sight.
mod memory {
    use {{library}}::transport::{Body, BoxFuture, Transport, TransportError, TransportPhase};

    pub struct Memory(pub u16, pub &'static str);

    impl Transport for Memory {
        fn send(&self, _: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
            let answer = http::Response::builder().status(self.0).body(self.1.into());
            Box::pin(async {
                answer.map_err(|error| TransportError::new(TransportPhase::Connect, error.to_string()))
            })
        }

        fn sleep(&self, _: std::time::Duration) -> BoxFuture<'static, ()> {
            Box::pin(async {})
        }
    }
}
use memory::Memory;
