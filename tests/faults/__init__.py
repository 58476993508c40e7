"""What befalls the shop as it is served: crowds, kills, full disks, slow banks, clocks that jump."""
