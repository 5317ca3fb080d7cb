import { Button } from '@mantine/core';
import { aFaireDe, type EtatCloture } from '#shared/contrats/cloture/bilan-cloture';
import type { Antenne } from '#shared/contrats/commun';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { antennesDe } from '#shared/droits/droits';
import { pluriel } from '#shared/mots/nombres';
import { auteurEnMots } from '../../_donnees/depot/auteurs';
import { useMaintenant, usePoste } from '../../_donnees/lecture/hooks';
import { passerA } from '../../_ui/adresses/passer-a';
import { quand } from '../../_ui/mots/quand';
import { Echeance } from './echeance';

/** The antennas: who closed the month, when; or that it is open, and until when it is to be closed. */
export const Antennes = ({ etats, ici }: { etats: readonly EtatCloture[]; ici: Antenne }) => {
  const maintenant = useMaintenant();
  const siennes = antennesDe(usePoste().session);
  return (
    <table className="compte__table cloture__antennes">
      <caption className="invisible">Le mois dans toutes les antennes</caption>
      <thead>
        <tr>
          <th scope="col">Antenne</th>
          <th scope="col">Statut</th>
          <th scope="col">Clôture</th>
          <th scope="col">Par</th>
          <th scope="col">Motif</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {etats.map(({ antenne, close, echeance }) => (
          <tr key={antenne} {...(antenne === ici ? { 'aria-current': true } : {})}>
            <th scope="row">{libelleAntenne(antenne)}</th>
            <td>
              <span className={`statut statut--${close ? 'vert' : 'gris'}`}>{close ? 'Clos' : 'Ouvert'}</span>
            </td>
            <td>
              {close ? (
                `n° ${close.numero}, ${quand(close.instant, maintenant)}`
              ) : echeance ? (
                <Echeance echeance={echeance} />
              ) : (
                '—'
              )}
            </td>
            <td>{close?.auteur === undefined ? '—' : auteurEnMots(close.auteur)}</td>
            <td>
              {close?.motif ?? '—'}
              {close && aFaireDe(close) > 0
                ? ` (${pluriel(aFaireDe(close), 'visite incomplète', 'visites incomplètes')})`
                : ''}
            </td>
            <td className="geste">
              {antenne !== ici && siennes.includes(antenne) ? (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Voir le mois de l’antenne ${libelleAntenne(antenne)}`}
                  onClick={() => void passerA(antenne)}
                >
                  Voir
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
