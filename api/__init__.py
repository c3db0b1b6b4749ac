"""Every way in. Thin: each command translates its arguments, calls one function and words the answer."""
