"""The faces of the shop: pages for shoppers, pages for staff, an interface for programs."""
