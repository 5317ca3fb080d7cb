'use client';

import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { moisCourt, moisEnMots } from '#shared/mots/dates';
import { dire, GRANDEURS, type Grandeur, type Point } from '#shared/pilotage/series';
import type { Mois } from '#shared/temps/types';

type Marque = { cx?: number; cy?: number; index?: number; payload?: Point };

/** Only months still open are marked: what they say may change. */
const Ouvert = ({ cx, cy, payload }: Marque) =>
  cx === undefined || cy === undefined || payload?.valeur === undefined || payload.clos ? (
    <g />
  ) : (
    <circle cx={cx} cy={cy} r={2.6} fill="var(--fond)" stroke="var(--accent)" strokeWidth={1.4} />
  );

/** Up to so many months, each bears its name; beyond, years begin. */
const COURTE = 6;
const reperes = (points: readonly Point[]): Mois[] =>
  points.flatMap((p) => (points.length <= COURTE || p.mois.endsWith('-01') ? [p.mois] : []));

/** One antenna's line, full, over what it is compared with, grey and dashed: nothing hangs on telling two colours apart. */
export const GrapheTendance = ({
  points,
  max,
  grandeur,
}: {
  points: readonly Point[];
  max: number;
  grandeur: Grandeur;
}) => (
  <ResponsiveContainer width="100%" height={120}>
    <LineChart data={[...points]} margin={{ top: 8, right: 18, bottom: 0, left: 0 }} accessibilityLayer={false}>
      <CartesianGrid vertical={false} stroke="var(--trait)" />
      <XAxis
        dataKey="mois"
        ticks={reperes(points)}
        tickFormatter={(m: Mois) => (points.length > COURTE ? m.slice(0, 4) : moisCourt(m))}
        tick={{ fill: 'var(--discret)', fontSize: 11 }}
        tickLine={{ stroke: 'var(--trait)' }}
        axisLine={{ stroke: 'var(--trait)' }}
        interval={0}
      />
      <YAxis
        domain={[0, max]}
        ticks={[0, max / 2, max]}
        tickFormatter={GRANDEURS[grandeur].graduer}
        tick={{ fill: 'var(--discret)', fontSize: 11 }}
        tickLine={false}
        axisLine={false}
        width={56}
      />
      <Tooltip
        isAnimationActive={false}
        formatter={(v) => dire(grandeur, Number(v))}
        labelFormatter={(m) => moisEnMots(String(m) as Mois)}
        contentStyle={{ background: 'var(--fond)', borderColor: 'var(--trait)', borderRadius: 6, fontSize: 12 }}
        itemStyle={{ color: 'var(--texte)', padding: 0 }}
      />
      <Line
        dataKey="repere"
        name={GRANDEURS[grandeur].repere}
        stroke="var(--discret)"
        strokeWidth={1.2}
        strokeDasharray="4 3"
        dot={false}
        isAnimationActive={false}
      />
      <Line
        dataKey="valeur"
        name={GRANDEURS[grandeur].libelle}
        stroke="var(--accent)"
        strokeWidth={2}
        dot={points.length <= COURTE ? { r: 2.6, strokeWidth: 1.4, fill: 'var(--fond)' } : Ouvert}
        activeDot={{ r: 3 }}
        isAnimationActive={false}
      />
    </LineChart>
  </ResponsiveContainer>
);
