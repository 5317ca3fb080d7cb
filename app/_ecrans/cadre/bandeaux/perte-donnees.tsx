'use client';

import { pluriel } from '#shared/libelles/formats';
import { poste as nomDuPoste } from '../../../_donnees/base/stockage';
import { enAttente } from '../../../_donnees/depot/etat-depot';
import { useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import type { Perte } from '../../../_donnees/replication/perte';
import { Icone } from '../../../_ui/mots/icones';
import { exporterSaisies, titulaireDe } from './dernier-recours';
import './panne-svi.css';

/** The browser has cleared this PC under the page: what became of what was typed, and what to do. */
export const PerteDonnees = ({ perte }: { perte: Perte }) => {
  const etat = useDepot();
  const poste = usePoste();
  const { restantes, refus } = perte;
  return (
    <div className="panne panne--rouge" role="alert" data-testid="perte">
      <Icone nom="conflit" />
      <span>
        <strong>Le navigateur a effacé les données de ce poste.</strong>{' '}
        {restantes > 0
          ? `${pluriel(restantes, 'saisie n’est plus', 'saisies ne sont plus')} que dans cette page : ne la fermez pas. ${
              restantes > 1 ? 'Elles partiront' : 'Elle partira'
            } dès que le serveur répondra ; sinon, mettez-${restantes > 1 ? 'les' : 'la'} dans un fichier.`
          : 'Tout ce que vous avez saisi est sur le serveur : rechargez la page, elle se remplira de nouveau.'}
        {refus.length > 0 ? ` Le serveur a refusé : ${refus.join(' ')}` : ''}
      </span>
      {restantes > 0 ? (
        <button type="button" onClick={() => exporterSaisies(titulaireDe(poste), enAttente(etat, nomDuPoste()))}>
          Mettre dans un fichier
        </button>
      ) : (
        <button type="button" onClick={() => location.reload()}>
          Recharger
        </button>
      )}
    </div>
  );
};
