import { MARQUES, type Marque, type RapportDisponibilite } from '#shared/contrats/disponibilite';
import { tauxDe } from '#shared/domain/disponibilite/bilan';
import { pourcent } from '#shared/domain/disponibilite/mots';
import { dateCourte } from '../../_ui/formats';
import { tropPeu } from './resume';
import { segments } from './segments';

const CLASSES: Record<Marque, string> = { R: 'reussi', E: 'echec', M: 'maintenance', '.': 'vide' };
const MOTS: Record<Marque, string> = { R: 'réussi', E: 'en échec', M: 'maintenance prévue', '.': 'non mesuré' };
/** Below that share of the strip, a failure would not be seen. */
const LARGEUR_MIN = 3;

/** A day at a glance; the figures beside it say the same. */
const Bande = ({ minutes, total }: { minutes: string; total: number }) => (
  <svg className="bande" viewBox={`0 0 ${total} 10`} preserveAspectRatio="none" aria-hidden="true">
    <rect className="bande__avenir" width={total} height="10" />
    {segments(minutes).map((s) => (
      <rect
        key={s.de}
        className={`bande__${CLASSES[s.marque]}`}
        x={s.de}
        width={s.marque === 'E' ? Math.max(LARGEUR_MIN, s.longueur) : s.longueur}
        height="10"
      />
    ))}
  </svg>
);

export const Legende = () => (
  <ul className="bande-legende" aria-label="Couleurs des bandes">
    {(Object.keys(MARQUES) as Marque[]).map((m) => (
      <li key={m}>
        <svg viewBox="0 0 10 10" aria-hidden="true">
          <rect className={`bande__${CLASSES[m]}`} width="10" height="10" />
        </svg>
        {MOTS[m]}
      </li>
    ))}
  </ul>
);

/** Day by day, the last one on top. */
export const Jours = ({ rapport }: { rapport: RapportDisponibilite }) => {
  const total = Math.max(...rapport.jours.map((j) => j.minutes.length));
  return (
    <table className="jour service__jours">
      <caption className="invisible">Disponibilité jour par jour</caption>
      <thead>
        <tr>
          <th scope="col">Jour</th>
          <th scope="col">Au moins</th>
          <th scope="col">Réussies / toutes</th>
          <th scope="col">Des mesurées</th>
          <th scope="col">Réussies / mesurées</th>
          <th scope="col">En échec</th>
          <th scope="col">Maintenance</th>
          <th scope="col">Non mesurées</th>
          <th scope="col">Minute par minute</th>
        </tr>
      </thead>
      <tbody>
        {rapport.jours.toReversed().map((j) => (
          <tr key={j.date}>
            <th scope="row">{dateCourte(j.date)}</th>
            <td>{tropPeu(j) ? '—' : (pourcent(tauxDe(j).plancher) ?? '—')}</td>
            <td>
              {j.reussies} / {tauxDe(j).plancher.sur}
            </td>
            <td>{tropPeu(j) ? '—' : (pourcent(tauxDe(j).mesurees) ?? '—')}</td>
            <td>
              {j.reussies} / {j.reussies + j.echecs}
            </td>
            <td className={j.echecs > 0 ? 'service__echec' : undefined}>{j.echecs}</td>
            <td>{j.maintenance}</td>
            <td>{j.nonMesurees}</td>
            <td>
              <Bande minutes={j.minutes} total={total} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
