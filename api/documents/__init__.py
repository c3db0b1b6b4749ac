"""What a supplier is sent of an order: a page to print, a table."""
