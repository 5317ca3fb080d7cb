'use client';

import { SegmentedControl, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { moisEnMots } from '#shared/mots/dates';
import { MOIS_TENDANCE, type TableauPilotage } from '#shared/pilotage/contrat';
import { dire, GRANDEURS, type Grandeur, moisMontres, phraseMois, type Serie, seriesDe } from '#shared/pilotage/series';
import { differer } from '../../../_ui/champs/differe';

// The library of charts comes with the first one shown, from the service worker's copy.
/** Asked for while the figures are on their way, too. */
export const GrapheTendance = differer(
  () => import('./graphe-tendance').then((m) => m.GrapheTendance),
  <div className="pilotage__attente" aria-busy="true" />,
);

/** A round top for all the panels: ten of the unit's steps at most. */
const plafond = (g: Grandeur, series: readonly Serie[]): number => {
  const max = Math.max(1, ...series.flatMap((s) => s.points.map((p) => Math.max(p.valeur ?? 0, p.repere ?? 0))));
  const unite = g === 'heures' ? 60 : 10;
  const pas = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000].map((n) => n * unite * 2);
  return pas.find((p) => p >= max) ?? Math.ceil(max / (20_000 * unite)) * 20_000 * unite;
};

const Chiffres = ({ series, grandeur }: { series: readonly Serie[]; grandeur: Grandeur }) => (
  <details className="pilotage__chiffres">
    <summary>Les chiffres, mois par mois</summary>
    <div className="pilotage__cadre">
      <table className="pilotage__table">
        <caption className="invisible">{GRANDEURS[grandeur].libelle} de chaque antenne, mois par mois</caption>
        <thead>
          <tr>
            <th scope="col">Mois</th>
            {series.map((s) => (
              <th key={s.antenne} scope="col" className="num">
                {s.libelle}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(series[0]?.points ?? []).map((p, n) => (
            <tr key={p.mois}>
              <th scope="row">{moisEnMots(p.mois)}</th>
              {series.map((s) => (
                <td key={s.antenne} className="num">
                  {dire(grandeur, s.points[n]?.valeur)}
                  {s.points[n]?.valeur !== undefined && !s.points[n]?.clos ? (
                    <span className="discret"> ouvert</span>
                  ) : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </details>
);

/** Of the width of a panel of twenty-four months: three months take the room of three, and of their axis. */
const largeurPanneau = (mois: number): number => Math.round(110 + (190 * mois) / MOIS_TENDANCE);

/** The months of each antenna, twenty-four at most, side by side on one scale: those that have figures, and which are missing in words. */
export const Tendance = ({ tableau }: { tableau: TableauPilotage }) => {
  const [grandeur, setGrandeur] = useState<Grandeur>('heures');
  const series = useMemo(() => seriesDe(tableau, grandeur), [tableau, grandeur]);
  const max = plafond(grandeur, series);
  const { libelle, precision, repere } = GRANDEURS[grandeur];
  const { montres } = moisMontres(tableau);
  const phrase = phraseMois(tableau);
  if (montres.length === 0)
    return (
      <section aria-label="Tendance">
        <Title order={2}>Tendance</Title>
        <p className="pilotage__note">
          Aucun chiffre dans les vingt-quatre mois qui finissent en {moisEnMots(tableau.mois)}.
        </p>
      </section>
    );
  // One month is compared with nothing: its figures are above.
  if (montres.length === 1)
    return (
      <section aria-label="Tendance">
        <Title order={2}>Tendance</Title>
        <p className="pilotage__note">{phrase}</p>
      </section>
    );
  return (
    <section aria-label="Tendance">
      <div className="pilotage__titre">
        <Title order={2}>Tendance</Title>
        <SegmentedControl
          size="xs"
          value={grandeur}
          onChange={(v) => setGrandeur(v as Grandeur)}
          aria-label="Ce que montrent les courbes"
          data={Object.entries(GRANDEURS).map(([value, g]) => ({ value, label: g.libelle }))}
        />
        <p className="pilotage__legende">
          <svg viewBox="0 0 22 8" aria-hidden="true">
            <path d="M1 4h20" stroke="var(--accent)" strokeWidth="2" />
          </svg>
          {libelle.toLowerCase()}
          {precision}
          <svg viewBox="0 0 22 8" aria-hidden="true">
            <path d="M1 4h20" stroke="var(--discret)" strokeWidth="1.2" strokeDasharray="4 3" />
          </svg>
          {repere === 'service' ? 'ensemble du service' : `${repere}, déjà dues`}
          <svg viewBox="0 0 10 8" aria-hidden="true">
            <circle cx="5" cy="4" r="2.6" fill="none" stroke="var(--accent)" strokeWidth="1.4" />
          </svg>
          mois encore ouvert
        </p>
      </div>
      {phrase === '' ? null : <p className="pilotage__note">{phrase}</p>}
      <div
        className="pilotage__panneaux"
        style={{ gridTemplateColumns: `repeat(auto-fit, minmax(${largeurPanneau(montres.length)}px, 1fr))` }}
      >
        {series.map((s) => (
          <figure key={s.antenne} className="pilotage__figure" style={{ maxWidth: 2 * largeurPanneau(montres.length) }}>
            <figcaption>
              {s.libelle} <strong className="num">{dire(grandeur, s.dernier?.valeur)}</strong>
              <span className="discret">{s.dernier ? ` ${moisEnMots(s.dernier.mois)}` : ' aucun chiffre'}</span>
            </figcaption>
            <div
              role="img"
              aria-label={`${libelle}, ${s.libelle}, de ${moisEnMots(montres[0] ?? tableau.mois)} à ${moisEnMots(montres.at(-1) ?? tableau.mois)}. Les chiffres sont dans le tableau qui suit.`}
            >
              <GrapheTendance points={s.points} max={max} grandeur={grandeur} />
            </div>
          </figure>
        ))}
      </div>
      <Chiffres series={series} grandeur={grandeur} />
    </section>
  );
};
