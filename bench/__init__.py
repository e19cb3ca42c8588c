"""Speed and size, measured with real SIP traffic: `script/bench [NAME…]`."""
