"""Speech: texts become sounds, by engines that run as processes of their own or elsewhere."""
