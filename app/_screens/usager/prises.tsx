'use client';

import { Text } from '@mantine/core';
import type { PriseEnCharge, Usager } from '#shared/contrats/dossiers';
import type { DateCivile } from '#shared/temps/types';
import { useDepot } from '../../_data/hooks';
import { dateBreve, duree } from '../../_ui/formats';
import { Section } from './section';

/** [FI-1] Valid on that date, both ends included. */
const enVigueur = (p: PriseEnCharge, jour: DateCivile): boolean =>
  p.dateDebut <= jour && (p.dateFin === undefined || jour <= p.dateFin);

const dates = (p: PriseEnCharge, jour: DateCivile): string =>
  p.dateFin
    ? `du ${dateBreve(p.dateDebut, jour)} au ${dateBreve(p.dateFin, jour)}`
    : `depuis le ${dateBreve(p.dateDebut, jour)}, sans fin`;

const etat = (p: PriseEnCharge, jour: DateCivile): string =>
  enVigueur(p, jour) ? 'En vigueur' : p.dateDebut > jour ? 'À venir' : 'Terminée';

/** What each funder pays; in force first, then by priority. */
const ordonner = (prises: readonly PriseEnCharge[], jour: DateCivile): PriseEnCharge[] =>
  prises.toSorted(
    (a, b) =>
      Number(enVigueur(b, jour)) - Number(enVigueur(a, jour)) ||
      a.priorite - b.priorite ||
      (a.dateDebut < b.dateDebut ? 1 : -1),
  );

export const Prises = ({ usager, jour }: { usager: Usager; jour: DateCivile }) => {
  const { financeurs } = useDepot();
  const libelles = new Map(financeurs.map((f) => [f.code, f.libelle]));
  return (
    <Section titre="Prises en charge" large>
      {usager.prisesEnCharge.length === 0 ? (
        <Text size="sm" c="dimmed">
          Aucune prise en charge : ses heures iront au tarif propre.
        </Text>
      ) : (
        <table className="jour usager__table">
          <thead>
            <tr>
              <th scope="col">Financeur</th>
              <th scope="col">Numéro</th>
              <th scope="col">Dates</th>
              <th scope="col" className="num">
                Par mois
              </th>
              <th scope="col">Prestation</th>
              <th scope="col">État</th>
            </tr>
          </thead>
          <tbody>
            {ordonner(usager.prisesEnCharge, jour).map((p) => (
              <tr key={p.numero} className={enVigueur(p, jour) ? undefined : 'usager__passee'}>
                <td className="nom">{libelles.get(p.codeFinanceur) ?? p.codeFinanceur}</td>
                <td>{p.numero}</td>
                <td>{dates(p, jour)}</td>
                <td className="num">{p.minutesMax === undefined ? 'sans plafond' : duree(p.minutesMax)}</td>
                <td>{p.codePrestation === '*' ? 'toutes' : p.codePrestation}</td>
                <td>
                  {etat(p, jour)}
                  {p.absenteDepuis ? (
                    <div className="discret">absente du fichier depuis le {dateBreve(p.absenteDepuis, jour)}</div>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
};
