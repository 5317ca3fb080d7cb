'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { graduer } from '#shared/etats/echelle';
import { dateCourte, duree } from '#shared/mots/dates';
import type { DateCivile } from '#shared/temps/types';

export type JourHeures = { date: DateCivile; prevu: number; fait: number };

const minutesEnMots = (n: unknown): string => duree(Number(n));
const enHeures = (n: number): string => `${Math.round(n / 60)}\u00a0h`;

/**
 * Bars of each day: planned is an outline, done is full, so that nothing hangs on telling two colours apart. Nothing moves. What
 * it shows is told by the table beside it.
 */
export const GrapheHeures = ({ jours }: { jours: readonly JourHeures[] }) => {
  const marques = graduer(Math.max(60, ...jours.map((j) => Math.max(j.prevu, j.fait))), 'minutes');
  return (
    <ResponsiveContainer width="100%" height={190}>
      <BarChart
        data={[...jours]}
        margin={{ top: 6, right: 4, bottom: 0, left: 0 }}
        barGap={1}
        barCategoryGap="22%"
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--trait)" />
        <XAxis
          dataKey="date"
          tickFormatter={(d: string) => String(Number(d.slice(8)))}
          interval={0}
          tick={{ fill: 'var(--discret)', fontSize: 11 }}
          tickLine={false}
          axisLine={{ stroke: 'var(--trait)' }}
        />
        <YAxis
          ticks={marques}
          domain={[0, marques.at(-1) ?? 60]}
          tickFormatter={enHeures}
          tick={{ fill: 'var(--discret)', fontSize: 11 }}
          tickLine={false}
          axisLine={false}
          width={52}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--survol)' }}
          formatter={minutesEnMots}
          labelFormatter={(d) => dateCourte(String(d) as DateCivile)}
          contentStyle={{ background: 'var(--fond)', borderColor: 'var(--trait)', borderRadius: 6, fontSize: 12 }}
          itemStyle={{ color: 'var(--texte)', padding: 0 }}
        />
        <Bar
          dataKey="prevu"
          name="Prévu"
          fill="var(--fond)"
          stroke="var(--discret)"
          strokeWidth={1.2}
          isAnimationActive={false}
        />
        <Bar dataKey="fait" name="Fait" fill="var(--accent)" isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
};
