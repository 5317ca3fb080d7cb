'use client';

import { lireTrousseau, poste as nomDuPoste } from '../../../_donnees/base/stockage';
import { enAttente } from '../../../_donnees/depot/etat-depot';
import { useDepot, usePoste, useSync } from '../../../_donnees/lecture/hooks';
import type { Perte } from '../../../_donnees/replication/perte';
import { Icone } from '../../../_ui/mots/icones';
import { exporterSaisies, titulaireDe } from './dernier-recours';
import { phrasePerte } from './phrase-perte';
import './panne-svi.css';

/** The browser has cleared this PC under the page: what became of what was typed, and what to do. */
export const PerteDonnees = ({ perte }: { perte: Perte }) => {
  const etat = useDepot();
  const poste = usePoste();
  const { ailleurs } = useSync();
  // The ring of keys is kept beside all the rest.
  const toutEfface = lireTrousseau(poste.session.identifiant) === undefined;
  return (
    <div className="panne panne--rouge" role="alert" data-testid="perte">
      <Icone nom="conflit" />
      <span>
        <strong>Le navigateur a effacé les données de ce poste.</strong> {phrasePerte(perte, ailleurs, toutEfface)}
      </span>
      {perte.restantes > 0 ? (
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
