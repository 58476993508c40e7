// What every page of the shop does beyond plain links and forms.
import { startActions } from "./parts/actions.js";
import { startAddresses } from "./parts/addresses.js";
import { startCompare } from "./parts/compare.js";
import { startFilters } from "./parts/filters.js";
import { startGallery } from "./parts/gallery.js";
import { startGuard } from "./parts/guard.js";
import { startListing } from "./parts/listing.js";
import { startMe } from "./parts/me.js";
import { startMenu } from "./parts/menu.js";
import { startProduct } from "./parts/product.js";
import { startServices } from "./parts/services.js";
import { startShare } from "./parts/share.js";
import { startSides } from "./parts/sides.js";
import { startSought } from "./parts/sought.js";
import { startSuggest } from "./parts/suggest.js";
import { startTheme } from "./parts/theme.js";

startTheme();
startGuard();
if (document.body.dataset.root) {
  startMenu();
  startSuggest();
  startSought();
  startActions();
  startShare();
  startFilters();
  startListing();
  startGallery();
  startProduct();
  startCompare();
  startAddresses();
  startMe();
  startServices();
  startSides();
}
