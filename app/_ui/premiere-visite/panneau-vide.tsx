import { useMediaQuery } from '@mantine/hooks';
import { aLeDroit } from '#shared/droits/droits';
import { useSession } from '../../_donnees/lecture/hooks';
import { type TailleTexte, usePremiereVisite, useTexte } from '../affichage';
import { differer } from '../champs/differe';

const PremiereVisite = differer(() => import('./premiere-visite').then((m) => m.PremiereVisite));

/** The narrowest window where the panel has its place beside the list, whether or not a line is chosen: nothing moves as it opens. */
const LARGE: Readonly<Record<TailleTexte, number>> = { normale: 1000, grande: 1100, tresGrande: 1250 };

/** The larger everything is written, the less of the list a small window would show beside an empty place. */
export const useLarge = (): boolean => {
  const large = LARGE[useTexte()];
  return useMediaQuery(`(min-width: ${large}px)`, true, { getInitialValueInEffect: false });
};

const LIGNE = 'une ligne';
const choisir = (quoi: string): string => `Choisissez ${quoi} : ce que l’on en sait vient ici.`;

/** The place of the panel, where a list keeps it. */
export const PlaceDuPanneau = ({ quoi = LIGNE }: { quoi?: string }) => (
  <div className="panneau panneau--vide">
    <p className="discret">{choisir(quoi)}</p>
  </div>
);

/** The place of the panel, until a line is chosen: who corrects and is new here finds there what to try first. */
export const PanneauVide = () => {
  const { fermee } = usePremiereVisite();
  const guidee = aLeDroit(useSession(), 'saisir') && !fermee;
  return (
    <div className="panneau panneau--vide">
      <p className="discret">{choisir(LIGNE)}</p>
      {guidee ? <PremiereVisite /> : null}
    </div>
  );
};
