import { useMediaQuery } from '@mantine/hooks';
import { aLeDroit } from '#shared/droits/droits';
import { useSession } from '../../_donnees/lecture/hooks';
import { usePremiereVisite } from '../affichage';
import { differer } from '../champs/differe';

const PremiereVisite = differer(() => import('./premiere-visite').then((m) => m.PremiereVisite));

/** From here on the panel has its place beside the list, whether or not a line is chosen: nothing moves as it opens. */
const LARGE = '(min-width: 1280px)';

export const useLarge = (): boolean => useMediaQuery(LARGE, true, { getInitialValueInEffect: false });

const CHOISIR = 'Choisissez une ligne : ce que l’on en sait vient ici.';

/** The place of the panel, where a list keeps it. */
export const PlaceDuPanneau = () => (
  <div className="panneau panneau--vide">
    <p className="discret">{CHOISIR}</p>
  </div>
);

/** The place of the panel, until a line is chosen: who corrects and is new here finds there what to try first. */
export const PanneauVide = () => {
  const { fermee } = usePremiereVisite();
  const guidee = aLeDroit(useSession(), 'saisir') && !fermee;
  return (
    <div className="panneau panneau--vide">
      <p className="discret">{CHOISIR}</p>
      {guidee ? <PremiereVisite /> : null}
    </div>
  );
};
