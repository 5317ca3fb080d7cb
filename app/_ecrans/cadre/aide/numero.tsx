import { telephone } from '#shared/mots/textes';
import { contexteDe } from '../../../_donnees/depot/lignes';
import { useAujourdhui, useDepot, useMaintenant, usePosteOuvert } from '../../../_donnees/lecture/hooks';

const heureEcrite = (hm: string): string => {
  const [h = '', m = ''] = hm.split(':');
  return `${Number(h)}\u00a0h\u00a0${m}`;
};

const NumeroDuService = () => {
  const jour = useAujourdhui();
  const { numeroVert, fenetreService } = contexteDe(useDepot(), useMaintenant()).parametresAu(jour);
  return (
    <p>
      {numeroVert === ''
        ? 'Le numéro gratuit que les aides appellent n’est pas encore réglé.'
        : `Les aides appellent le ${telephone(numeroVert)}, gratuit.`}{' '}
      Il est surveillé tous les jours de {heureEcrite(fenetreService.debut)} à {heureEcrite(fenetreService.fin)} :
      l’écran « Service » dit s’il a répondu.
    </p>
  );
};

/** What the settings say of the telephone: its number, and when its availability is watched. */
export const Numero = () => (usePosteOuvert() ? <NumeroDuService /> : null);
