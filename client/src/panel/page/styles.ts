/** The styles of each view. The build gathers them into one file beside the script; `panel.css`, which all views share, stays its own. */

import './conclusion.css';
import './conversation.css';
import './diagnosis.css';
import './facts.css';
import './manual.css';
import './progress.css';
import './route.css';
