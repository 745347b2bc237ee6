using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>The innermost loops: sixteen sums held in registers, so that each number that is loaded is used
/// four times. A tile is four rows (or coordinates) by four registers of keys.</summary>
internal static unsafe class PairwiseTiles
{
    private const int Panel = PairwisePlan.Panel;

    /// <summary>sums[i][j] = Σ_c term(q[i][c], k[c][j]) for four rows i and one panel of keys j.</summary>
    /// <param name="q">Four rows, <paramref name="stride"/> apart.</param>
    /// <param name="stride">Numbers from row to row.</param>
    /// <param name="k">The panel, coordinate by coordinate.</param>
    /// <param name="dimensions">How many coordinates.</param>
    /// <param name="power">The exponent, where the term has one.</param>
    /// <param name="sums">Four rows of one panel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sums<L, T, TTerm>(T* q, int stride, T* k, int dimensions, T power, T* sums)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, IPairTerm
    {
        L p = L.All(power);
        for (int at = 0; at < Panel; at += 4 * L.Width)
        {
            L s00 = L.Constant(0), s01 = s00, s02 = s00, s03 = s00;
            L s10 = s00, s11 = s00, s12 = s00, s13 = s00;
            L s20 = s00, s21 = s00, s22 = s00, s23 = s00, s30 = s00, s31 = s00, s32 = s00, s33 = s00;
            T* key = k + at;
            T* query = q;
            for (int c = 0; c < dimensions; c++, key += Panel, query++)
            {
                L k0 = L.Load(key), k1 = L.Load(key + L.Width);
                L k2 = L.Load(key + (2 * L.Width)), k3 = L.Load(key + (3 * L.Width));
                L x = L.All(query[0]);
                s00 = TTerm.Add<L, T>(s00, x, k0, p);
                s01 = TTerm.Add<L, T>(s01, x, k1, p);
                s02 = TTerm.Add<L, T>(s02, x, k2, p);
                s03 = TTerm.Add<L, T>(s03, x, k3, p);
                x = L.All(query[stride]);
                s10 = TTerm.Add<L, T>(s10, x, k0, p);
                s11 = TTerm.Add<L, T>(s11, x, k1, p);
                s12 = TTerm.Add<L, T>(s12, x, k2, p);
                s13 = TTerm.Add<L, T>(s13, x, k3, p);
                x = L.All(query[2 * stride]);
                s20 = TTerm.Add<L, T>(s20, x, k0, p);
                s21 = TTerm.Add<L, T>(s21, x, k1, p);
                s22 = TTerm.Add<L, T>(s22, x, k2, p);
                s23 = TTerm.Add<L, T>(s23, x, k3, p);
                x = L.All(query[3 * stride]);
                s30 = TTerm.Add<L, T>(s30, x, k0, p);
                s31 = TTerm.Add<L, T>(s31, x, k1, p);
                s32 = TTerm.Add<L, T>(s32, x, k2, p);
                s33 = TTerm.Add<L, T>(s33, x, k3, p);
            }
            StoreRow<L, T>(s00, s01, s02, s03, sums + at);
            StoreRow<L, T>(s10, s11, s12, s13, sums + Panel + at);
            StoreRow<L, T>(s20, s21, s22, s23, sums + (2 * Panel) + at);
            StoreRow<L, T>(s30, s31, s32, s33, sums + (3 * Panel) + at);
        }
    }

    /// <summary>g[c][j] += Σ_i q[i][c] e[i][j] for four coordinates c and one panel of keys j.</summary>
    /// <param name="q">Rows, <paramref name="stride"/> apart, from the first of the four coordinates.</param>
    /// <param name="stride">Numbers from row to row of q.</param>
    /// <param name="e">Weights, row by row of one panel.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="g">Four coordinates of one panel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void KeyGradient<L, T>(T* q, int stride, T* e, int rows, T* g)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int w = L.Width;
        for (int at = 0; at < Panel; at += 4 * w, g += 4 * w)
        {
            T* g1 = g + Panel, g2 = g1 + Panel, g3 = g2 + Panel;
            L s00 = L.Load(g), s01 = L.Load(g + w), s02 = L.Load(g + (2 * w)), s03 = L.Load(g + (3 * w));
            L s10 = L.Load(g1), s11 = L.Load(g1 + w), s12 = L.Load(g1 + (2 * w)), s13 = L.Load(g1 + (3 * w));
            L s20 = L.Load(g2), s21 = L.Load(g2 + w), s22 = L.Load(g2 + (2 * w)), s23 = L.Load(g2 + (3 * w));
            L s30 = L.Load(g3), s31 = L.Load(g3 + w), s32 = L.Load(g3 + (2 * w)), s33 = L.Load(g3 + (3 * w));
            T* weight = e + at;
            T* query = q;
            for (int i = 0; i < rows; i++, weight += Panel, query += stride)
            {
                L e0 = L.Load(weight), e1 = L.Load(weight + w);
                L e2 = L.Load(weight + (2 * w)), e3 = L.Load(weight + (3 * w));
                L x = L.All(query[0]);
                s00 = L.MultiplyAdd(x, e0, s00);
                s01 = L.MultiplyAdd(x, e1, s01);
                s02 = L.MultiplyAdd(x, e2, s02);
                s03 = L.MultiplyAdd(x, e3, s03);
                x = L.All(query[1]);
                s10 = L.MultiplyAdd(x, e0, s10);
                s11 = L.MultiplyAdd(x, e1, s11);
                s12 = L.MultiplyAdd(x, e2, s12);
                s13 = L.MultiplyAdd(x, e3, s13);
                x = L.All(query[2]);
                s20 = L.MultiplyAdd(x, e0, s20);
                s21 = L.MultiplyAdd(x, e1, s21);
                s22 = L.MultiplyAdd(x, e2, s22);
                s23 = L.MultiplyAdd(x, e3, s23);
                x = L.All(query[3]);
                s30 = L.MultiplyAdd(x, e0, s30);
                s31 = L.MultiplyAdd(x, e1, s31);
                s32 = L.MultiplyAdd(x, e2, s32);
                s33 = L.MultiplyAdd(x, e3, s33);
            }
            StoreRow<L, T>(s00, s01, s02, s03, g);
            StoreRow<L, T>(s10, s11, s12, s13, g1);
            StoreRow<L, T>(s20, s21, s22, s23, g2);
            StoreRow<L, T>(s30, s31, s32, s33, g3);
        }
    }

    /// <summary>sums[i][c] += e[i][j] k[c][j], each a register over keys j, for four rows i and four
    /// coordinates c, over several panels.</summary>
    /// <param name="e">Weights: four rows of the first panel.</param>
    /// <param name="weightStep">Numbers from panel to panel of e.</param>
    /// <param name="k">Four coordinates of the first panel.</param>
    /// <param name="keyStep">Numbers from panel to panel of k.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="sums">Registers, four for four coordinates of the first row.</param>
    /// <param name="stride">Registers from row to row of the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void QueryGradient<L, T>(
        T* e, int weightStep, T* k, int keyStep, int panels, T* sums, int stride)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int w = L.Width;
        T* r0 = sums, r1 = r0 + (stride * w), r2 = r1 + (stride * w), r3 = r2 + (stride * w);
        L s00 = L.Load(r0), s01 = L.Load(r0 + w), s02 = L.Load(r0 + (2 * w)), s03 = L.Load(r0 + (3 * w));
        L s10 = L.Load(r1), s11 = L.Load(r1 + w), s12 = L.Load(r1 + (2 * w)), s13 = L.Load(r1 + (3 * w));
        L s20 = L.Load(r2), s21 = L.Load(r2 + w), s22 = L.Load(r2 + (2 * w)), s23 = L.Load(r2 + (3 * w));
        L s30 = L.Load(r3), s31 = L.Load(r3 + w), s32 = L.Load(r3 + (2 * w)), s33 = L.Load(r3 + (3 * w));
        for (int panel = 0; panel < panels; panel++, e += weightStep, k += keyStep)
        {
            for (int j = 0; j < Panel; j += w)
            {
                L k0 = L.Load(k + j), k1 = L.Load(k + Panel + j);
                L k2 = L.Load(k + (2 * Panel) + j), k3 = L.Load(k + (3 * Panel) + j);
                L x = L.Load(e + j);
                s00 = L.MultiplyAdd(x, k0, s00);
                s01 = L.MultiplyAdd(x, k1, s01);
                s02 = L.MultiplyAdd(x, k2, s02);
                s03 = L.MultiplyAdd(x, k3, s03);
                x = L.Load(e + Panel + j);
                s10 = L.MultiplyAdd(x, k0, s10);
                s11 = L.MultiplyAdd(x, k1, s11);
                s12 = L.MultiplyAdd(x, k2, s12);
                s13 = L.MultiplyAdd(x, k3, s13);
                x = L.Load(e + (2 * Panel) + j);
                s20 = L.MultiplyAdd(x, k0, s20);
                s21 = L.MultiplyAdd(x, k1, s21);
                s22 = L.MultiplyAdd(x, k2, s22);
                s23 = L.MultiplyAdd(x, k3, s23);
                x = L.Load(e + (3 * Panel) + j);
                s30 = L.MultiplyAdd(x, k0, s30);
                s31 = L.MultiplyAdd(x, k1, s31);
                s32 = L.MultiplyAdd(x, k2, s32);
                s33 = L.MultiplyAdd(x, k3, s33);
            }
        }
        StoreRow<L, T>(s00, s01, s02, s03, r0);
        StoreRow<L, T>(s10, s11, s12, s13, r1);
        StoreRow<L, T>(s20, s21, s22, s23, r2);
        StoreRow<L, T>(s30, s31, s32, s33, r3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<L, T>(L s0, L s1, L s2, L s3, T* to)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L.Store(s0, to);
        L.Store(s1, to + L.Width);
        L.Store(s2, to + (2 * L.Width));
        L.Store(s3, to + (3 * L.Width));
    }
}
