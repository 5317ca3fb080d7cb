'use client';

import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { PriseEnCharge, Usager } from '#shared/contrats/dossiers/dossiers';
import { dateBreve, duree, moisEnMots } from '#shared/libelles/formats';
import { dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { useDepot } from '../../../_donnees/lecture/hooks';
import { tableDuPoste, type Utilise, utiliseDuMois } from '../../../_ui/heures/facturees';
import { useVisitesDe } from '../../../_ui/heures/visites';
import { Section } from '../../../_ui/section';

/** [FI-1] Valid on that date, both ends included. */
const enVigueur = (p: PriseEnCharge, jour: DateCivile): boolean =>
  p.dateDebut <= jour && (p.dateFin === undefined || jour <= p.dateFin);

const dates = (p: PriseEnCharge, jour: DateCivile): string =>
  p.dateFin
    ? `du ${dateBreve(p.dateDebut, jour)} au ${dateBreve(p.dateFin, jour)}`
    : `depuis le ${dateBreve(p.dateDebut, jour)}, sans fin`;

/** Some day of that month, in force. */
const enCours = (p: PriseEnCharge, jour: DateCivile): boolean =>
  p.dateDebut <= dernierJour(moisDe(jour)) && (p.dateFin === undefined || premierJour(moisDe(jour)) <= p.dateFin);

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

const useUtilise = (usager: Usager, jour: DateCivile): Utilise | undefined => {
  const { financeurs } = useDepot();
  const mois = moisDe(jour);
  const lignes = useVisitesDe('usager', usager.id, premierJour(mois), dernierJour(mois));
  return useMemo(() => {
    const table = tableDuPoste(financeurs);
    return table && utiliseDuMois(usager, lignes, mois, table);
  }, [financeurs, lignes, usager, mois]);
};

/** Used and left of a cap: in figures, and as a bar for who looks. */
const Reste = ({ plafond, utilise }: { plafond: number | undefined; utilise: number }) => {
  if (plafond === undefined) return <>—</>;
  const part = plafond === 0 ? 1 : Math.min(1, utilise / plafond);
  return (
    <>
      {utilise >= plafond ? <b className="usager__epuise">épuisé</b> : duree(plafond - utilise)}
      <span className="usager__jauge" aria-hidden="true">
        <span style={{ width: `${Math.round(part * 100)}%` }} data-plein={part === 1 || undefined} />
      </span>
    </>
  );
};

export const Prises = ({ usager, jour }: { usager: Usager; jour: DateCivile }) => {
  const { financeurs } = useDepot();
  const utilise = useUtilise(usager, jour);
  const horsPlan = utilise?.get('') ?? 0;
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
              <th scope="col" className="num">
                Utilisé
              </th>
              <th scope="col" className="num">
                Reste
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
                <td className="num">{utilise && enCours(p, jour) ? duree(utilise.get(p.numero) ?? 0) : '—'}</td>
                <td className="num">
                  {utilise && enCours(p, jour) ? (
                    <Reste plafond={p.minutesMax} utilise={utilise.get(p.numero) ?? 0} />
                  ) : (
                    '—'
                  )}
                </td>
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
      {utilise ? (
        <Text size="xs" c="dimmed">
          Utilisé et reste en {moisEnMots(moisDe(jour))}, provisoires : les visites faites et connues de ce poste, sans
          le report APA des mois d’avant.{horsPlan > 0 ? ` Hors plan, au tarif propre : ${duree(horsPlan)}.` : ''}
        </Text>
      ) : null}
    </Section>
  );
};
