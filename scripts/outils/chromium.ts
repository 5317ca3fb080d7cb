import { assurerPaquet } from './paquets';

/** Debian's Chromium: `CHROMIUM`, else the first on the path, else installed. */
export const assurerChromium = (): string =>
  assurerPaquet({
    paquet: 'chromium',
    nom: 'Chromium',
    fichiers: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    variable: 'CHROMIUM',
  });
