namespace Szilard.Tensors;

/// <summary>What one entry of a <see cref="NumericArray"/> is: the numbers that NumPy and PyTorch
/// write.</summary>
public enum ElementType
{
    /// <summary>One byte, 0 or 1: NumPy <c>b1</c>, safetensors <c>BOOL</c>.</summary>
    Boolean,

    /// <summary>Unsigned, 8 bits.</summary>
    UInt8,

    /// <summary>Unsigned, 16 bits.</summary>
    UInt16,

    /// <summary>Unsigned, 32 bits.</summary>
    UInt32,

    /// <summary>Unsigned, 64 bits.</summary>
    UInt64,

    /// <summary>Signed, 8 bits.</summary>
    Int8,

    /// <summary>Signed, 16 bits.</summary>
    Int16,

    /// <summary>Signed, 32 bits.</summary>
    Int32,

    /// <summary>Signed, 64 bits.</summary>
    Int64,

    /// <summary>IEEE half precision.</summary>
    Float16,

    /// <summary>The upper half of an IEEE single: 8 bits of exponent, 7 of fraction. Not known to
    /// NumPy.</summary>
    BFloat16,

    /// <summary>IEEE single precision.</summary>
    Float32,

    /// <summary>IEEE double precision.</summary>
    Float64,
}

/// <summary>How many bytes an element has and what the file formats call it.</summary>
public static class ElementTypes
{
    private static readonly (ElementType Type, int Size, string Npy, string Safetensors)[] _table =
    [
        (ElementType.Boolean, 1, "b1", "BOOL"),
        (ElementType.UInt8, 1, "u1", "U8"),
        (ElementType.UInt16, 2, "u2", "U16"),
        (ElementType.UInt32, 4, "u4", "U32"),
        (ElementType.UInt64, 8, "u8", "U64"),
        (ElementType.Int8, 1, "i1", "I8"),
        (ElementType.Int16, 2, "i2", "I16"),
        (ElementType.Int32, 4, "i4", "I32"),
        (ElementType.Int64, 8, "i8", "I64"),
        (ElementType.Float16, 2, "f2", "F16"),
        (ElementType.BFloat16, 2, "", "BF16"),
        (ElementType.Float32, 4, "f4", "F32"),
        (ElementType.Float64, 8, "f8", "F64"),
    ];

    extension(ElementType type)
    {
        /// <summary>Bytes per element.</summary>
        public int Size => _table[(int)type].Size;

        /// <summary>NumPy's kind and width, <c>f4</c>; empty for
        /// <see cref="ElementType.BFloat16"/>.</summary>
        public string NpyCode => _table[(int)type].Npy;

        /// <summary>The name in a safetensors header, <c>F32</c>.</summary>
        public string SafetensorsName => _table[(int)type].Safetensors;
    }

    /// <summary>The type that NumPy calls <paramref name="code"/> (without byte order), or null.</summary>
    internal static ElementType? FromNpy(string code) =>
        _table.Where(row =>
            row.Npy == code && code.Length > 0).Select(row => (ElementType?)row.Type).FirstOrDefault();

    /// <summary>The type that safetensors calls <paramref name="name"/>, or null.</summary>
    internal static ElementType? FromSafetensors(string? name) =>
        _table.Where(row => row.Safetensors == name).Select(row => (ElementType?)row.Type).FirstOrDefault();
}
