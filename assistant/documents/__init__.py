"""From a file to Document › Section › Paragraph."""
