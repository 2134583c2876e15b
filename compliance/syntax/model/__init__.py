"""Documents as an author writes them, validated one by one."""
