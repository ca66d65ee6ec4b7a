/** The look of the site: VitePress' own, with room for wide code. */

import theme from 'vitepress/theme-without-fonts';
import './style.css';

export default theme;
