"""Why a plan is as it is: what each order line covers, what its size is due to, what else could be done."""
