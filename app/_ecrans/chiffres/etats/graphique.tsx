'use client';

import { Bar, BarChart, CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { afficheurDe } from '#shared/etats/afficher';
import type { ColonneEtat, GraphiqueEtat, TableauEtat } from '#shared/etats/contrat';
import { graduer } from '#shared/etats/echelle';

/** Beyond, bars are hairs: the table tells the rest. */
const POINTS_MAX = 40;
const HAUTEUR = 200;

/** Pixels: a letter of a label, the space around one, the room for all of them in the narrowest window, and the longest column of them. */
const LETTRE = 6.4;
const AUTOUR = 24;
const PLACE = 600;
const COLONNE_MAX = 220;
/** Of a bar that lies, between two lines, and of the axis under them. */
const COUCHEE = 13;
const ENTRE = 6;
const SOUS_L_AXE = 36;

/** Too long to stand side by side under their bars, labels are read beside bars that lie: none is left out. */
const largeurCouchee = (noms: readonly string[]): number | undefined => {
  const largeur = Math.max(0, ...noms.map((n) => n.length)) * LETTRE + AUTOUR;
  return largeur * noms.length > PLACE ? Math.min(largeur, COLONNE_MAX) : undefined;
};

/** Full, outlined, hatched by their tone: nothing hangs on telling two colours apart. */
const SERIES = [
  { fill: 'var(--accent)', stroke: 'var(--accent)', tirets: '' },
  { fill: 'var(--fond)', stroke: 'var(--discret)', tirets: '6 3' },
  { fill: 'var(--ton-orange-fond)', stroke: 'var(--ton-orange-texte)', tirets: '2 3' },
  { fill: 'var(--ton-violet-fond)', stroke: 'var(--ton-violet-texte)', tirets: '8 2 2 2' },
] as const;
const serieDe = (i: number) => SERIES[i % SERIES.length] ?? SERIES[0];

const TICK = { fill: 'var(--discret)', fontSize: 11 };
const BULLE = { background: 'var(--fond)', borderColor: 'var(--trait)', borderRadius: 6, fontSize: 12 };

type Props = { tableau: TableauEtat; graphique: GraphiqueEtat };

/** A picture of the table under it, which has its figures. Nothing moves. */
export const Graphique = ({ tableau: t, graphique: g }: Props) => {
  const afficher = afficheurDe(t.colonnes);
  const colonne = (cle: string): ColonneEtat | undefined => t.colonnes.find((c) => c.cle === cle);
  const axe = colonne(g.axe);
  const series = g.series.flatMap((s) => colonne(s) ?? []);
  if (!axe || series.length === 0) return null;
  const unite = series[0]?.unite ?? 'nombre';
  const points = t.lignes.slice(0, POINTS_MAX).map((l) => ({
    nom: afficher(l.valeurs[axe.cle], axe.unite),
    ...Object.fromEntries(series.map((s) => [s.cle, l.valeurs[s.cle]])),
  }));
  const maximum = Math.max(0, ...points.flatMap((p) => series.map((s) => Number(p[s.cle as keyof typeof p] ?? 0))));
  const marques = graduer(maximum, unite);
  const couche = g.genre === 'barres' ? largeurCouchee(points.map((p) => p.nom)) : undefined;
  const nombres = {
    tick: TICK,
    tickLine: false,
    axisLine: false,
    allowDecimals: unite !== 'nombre',
    ticks: marques,
    domain: [0, marques.at(-1) ?? maximum],
    tickFormatter: (n: number) => afficher(Math.round(n), unite),
  };
  const noms = { dataKey: 'nom', tick: TICK, tickLine: false, axisLine: { stroke: 'var(--trait)' } };
  const communs = (
    <>
      <CartesianGrid vertical={couche !== undefined} horizontal={couche === undefined} stroke="var(--trait)" />
      {couche ? (
        <>
          <XAxis type="number" {...nombres} />
          <YAxis type="category" {...noms} interval={0} width={couche} />
        </>
      ) : (
        <>
          <XAxis {...noms} interval="preserveStartEnd" />
          <YAxis {...nombres} width={78} />
        </>
      )}
      <Tooltip
        isAnimationActive={false}
        cursor={{ fill: 'var(--survol)' }}
        formatter={(v: unknown) => afficher(typeof v === 'number' ? v : null, unite)}
        contentStyle={BULLE}
        itemStyle={{ color: 'var(--texte)', padding: 0 }}
      />
    </>
  );
  const marge = { top: 6, right: 8, bottom: 0, left: 0 };
  return (
    <div
      className="etats__graphique"
      role="img"
      aria-label={`${series.map((s) => s.titre).join(', ')}, par ${axe.titre.toLocaleLowerCase('fr')}. Les chiffres sont dans le tableau qui suit.`}
    >
      <p className="etats__legende">
        {series.map((s, i) => (
          <span key={s.cle}>
            <span
              className="etats__cle"
              style={{ background: serieDe(i).fill, border: `1.5px solid ${serieDe(i).stroke}` }}
            />{' '}
            {s.titre}
          </span>
        ))}
        {t.lignes.length > POINTS_MAX ? <span>les {POINTS_MAX} premières lignes</span> : null}
      </p>
      <ResponsiveContainer
        width="100%"
        height={couche ? points.length * (COUCHEE * series.length + ENTRE) + SOUS_L_AXE : HAUTEUR}
      >
        {g.genre === 'barres' ? (
          <BarChart
            data={points}
            layout={couche ? 'vertical' : 'horizontal'}
            margin={marge}
            barGap={1}
            barCategoryGap="22%"
            accessibilityLayer={false}
          >
            {communs}
            {series.map((s, i) => (
              <Bar
                key={s.cle}
                dataKey={s.cle}
                name={s.titre}
                fill={serieDe(i).fill}
                stroke={serieDe(i).stroke}
                strokeWidth={1.2}
                maxBarSize={48}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        ) : (
          <LineChart data={points} margin={marge} accessibilityLayer={false}>
            {communs}
            {series.map((s, i) => (
              <Line
                key={s.cle}
                dataKey={s.cle}
                name={s.titre}
                stroke={serieDe(i).stroke}
                strokeWidth={2}
                strokeDasharray={serieDe(i).tirets}
                dot={points.length <= 14}
                connectNulls={false}
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        )}
      </ResponsiveContainer>
    </div>
  );
};
