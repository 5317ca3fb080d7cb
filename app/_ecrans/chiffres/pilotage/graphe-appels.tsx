'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { nombre } from '#shared/pilotage/mots';

export type HeureAppels = { heure: number; pointages: number; echecs: number };

/** Bars of each hour of the clock: punches full, calls without any outlined on top. */
export const GrapheAppels = ({ heures }: { heures: readonly HeureAppels[] }) => (
  <ResponsiveContainer width="100%" height={150}>
    <BarChart
      data={[...heures]}
      margin={{ top: 6, right: 4, bottom: 0, left: 0 }}
      barCategoryGap="18%"
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--trait)" />
      <XAxis
        dataKey="heure"
        tickFormatter={(h: number) => `${h}\u00a0h`}
        interval={0}
        tick={{ fill: 'var(--discret)', fontSize: 11 }}
        tickLine={false}
        axisLine={{ stroke: 'var(--trait)' }}
      />
      <YAxis
        allowDecimals={false}
        tickCount={4}
        tickFormatter={nombre}
        tick={{ fill: 'var(--discret)', fontSize: 11 }}
        tickLine={false}
        axisLine={false}
        width={48}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={{ fill: 'var(--survol)' }}
        labelFormatter={(h) => `De ${h}\u00a0h à ${Number(h) + 1}\u00a0h`}
        contentStyle={{ background: 'var(--fond)', borderColor: 'var(--trait)', borderRadius: 6, fontSize: 12 }}
        itemStyle={{ color: 'var(--texte)', padding: 0 }}
      />
      <Bar dataKey="pointages" name="Pointages" stackId="a" fill="var(--accent)" isAnimationActive={false} />
      <Bar
        dataKey="echecs"
        name="Appels sans pointage"
        stackId="a"
        fill="var(--fond)"
        stroke="var(--ton-orange-texte)"
        strokeWidth={1.2}
        isAnimationActive={false}
      />
    </BarChart>
  </ResponsiveContainer>
);
