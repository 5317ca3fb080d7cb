import { PANNES, type RapportDisponibilite } from '#shared/contrats/disponibilite';
import { dateParis, ecartMinutes } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { dateHeure, duree, pluriel } from '../../_ui/formats';

const quand = (i: Instant): string => dateHeure(i, dateParis(i));
const combien = (debut: Instant, fin: Instant): string => {
  const m = ecartMinutes(debut, fin);
  return m < 60 ? pluriel(m, 'minute') : duree(m);
};

type Ligne = { debut: Instant; fin?: Instant | undefined; quoi: string; detail: string };

const lignesDe = (r: RapportDisponibilite): Ligne[] =>
  [
    ...r.coupures.map((c) => ({
      ...c,
      quoi: PANNES.SVI.libelle,
      detail: `${pluriel(c.minutes, 'appel d’essai', 'appels d’essai')} en échec`,
    })),
    ...r.autres.map((p) => ({ ...p, quoi: PANNES[p.quoi].libelle, detail: PANNES[p.quoi].consigne })),
  ].sort((a, b) => (a.debut < b.debut ? 1 : -1));

/** Every interruption of the month, the last one on top. */
export const Pannes = ({ rapport }: { rapport: RapportDisponibilite }) => {
  const lignes = lignesDe(rapport);
  if (lignes.length === 0) return <p className="service__note">Aucune panne ce mois-ci.</p>;
  return (
    <table className="jour service__pannes">
      <caption className="invisible">Pannes et incidents du mois</caption>
      <thead>
        <tr>
          <th scope="col">Début</th>
          <th scope="col">Fin</th>
          <th scope="col">Durée</th>
          <th scope="col">Quoi</th>
          <th scope="col">Détail</th>
        </tr>
      </thead>
      <tbody>
        {lignes.map((l) => (
          <tr key={`${l.debut} ${l.quoi}`}>
            <td>{quand(l.debut)}</td>
            <td>{l.fin ? quand(l.fin) : 'en cours'}</td>
            <td>{combien(l.debut, l.fin ?? rapport.jusqua)}</td>
            <td>{l.quoi}</td>
            <td className="service__detail">{l.detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
