"""Five nights at sea, told anew minute by minute, each by one watch officer at every centre."""
