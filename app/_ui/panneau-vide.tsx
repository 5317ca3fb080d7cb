import { useMediaQuery } from '@mantine/hooks';

/** From here on the panel has its place beside the list, whether or not a line is chosen: nothing moves as it opens. */
const LARGE = '(min-width: 1280px)';

export const useLarge = (): boolean => useMediaQuery(LARGE, true, { getInitialValueInEffect: false });

/** The place of the panel, until a line is chosen. */
export const PanneauVide = () => (
  <div className="panneau panneau--vide">
    <p className="discret">Choisissez une ligne : ce que l’on en sait vient ici.</p>
  </div>
);
