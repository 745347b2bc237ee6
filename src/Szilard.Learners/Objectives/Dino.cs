using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Learners.Objectives;

/// <summary>Self-distillation without labels: a slow teacher's sharpened, centred outputs (DINO).</summary>
/// <param name="Count">K, prototypes.</param>
/// <param name="Temperature">τ_s of the student.</param>
/// <param name="Teaching">τ_t, from the first step to the end of its warm-up.</param>
/// <param name="WarmUp">Fraction of the steps on which τ_t moves.</param>
/// <param name="CentreMomentum">Momentum of the centre.</param>
/// <param name="Pace">How the teacher follows.</param>
/// <param name="Freeze">Steps at first on which prototypes stay.</param>
public sealed record Dino(
    int Count, double Temperature, (double Start, double End) Teaching, double WarmUp, double CentreMomentum,
    TeacherPace Pace, long Freeze) : Objective
{
    internal const string Centre = "objective.centre";

    private static readonly ThermodynamicMap _map = new(
        MapLevel.TwoHamiltonian,
        "labels relax at τ_t under the teacher's energies E = −(t − C) and are used at τ_s under the "
        + "student's; the works between the two, of the moving average and of the centre are booked");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "dino", "The student matches the centred, sharpened outputs of its own moving average (DINO).",
            "Caron, Touvron, Misra, Jégou, Mairal, Bojanowski, Joulin, Emerging Properties in "
                + "Self-Supervised Vision Transformers, ICCV 2021, eqs. 1 to 4 (facebookresearch/dino)")
        {
            Category = ObjectiveFamily.SelfDistillation,
            Formula = "½ Σ_{s≠t} −mean_i Σ_k softmax((t^s_i − C)/τ_t)_k log softmax(s^t_i/τ_s)_k; "
                + "C ← m C + (1 − m)·mean of t over rows and views",
            Convention = "scores are cosines with prototypes (the head's weight-normalised last layer); "
                + "the centre moves after the loss, from the teacher's scores before the centre was taken "
                + "off. Published: K 65536, momentum 0.996 to 1, τ_t 0.04 to 0.04 or 0.07, multi-crop (not "
                + "here). Plain arrays are taken as scores, of student and teacher alike, with C = 0",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new IntegerParameter("prototypes", "Outputs K of the head.", 256, 2, 1 << 17),
                new NumberParameter("temperature", "Temperature τ_s of the student.", 0.1, 0)
                    { MinimumExcluded = true },
                new NumberParameter("teacher_temperature", "Temperature τ_t after its warm-up.", 0.04, 0)
                    { MinimumExcluded = true },
                new NumberParameter("teacher_temperature_start", "Temperature τ_t at the first step.",
                    0.04, 0)
                    { MinimumExcluded = true },
                new NumberParameter(
                    "teacher_warm_up", "Fraction of the steps on which τ_t moves, linearly.", 0.3, 0, 1),
                new NumberParameter("centre_momentum", "Momentum of the centre.", 0.9, 0, 1),
                .. TeacherPace.Parameters(0.99, 1),
                new IntegerParameter("freeze", "Steps at first on which prototypes stay as they are.", 100),
            ],
        },
        s => new Dino(
            s.Integer("prototypes"), s.Number("temperature"),
            (s.Number("teacher_temperature_start"), s.Number("teacher_temperature")),
            s.Number("teacher_warm_up"),
            s.Number("centre_momentum"), TeacherPace.From(s), s.Integer("freeze")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override bool KeepsState => true;

    /// <inheritdoc/>
    public override TeacherPace? Teacher => Pace;

    /// <inheritdoc/>
    public override double? Plateau(int batch) => Math.Log(Count);

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Declare(ObjectiveSite site) =>
    [
        Prototypes.Declare(site, Count),
        new Parameter(site.Device, Centre, new Shape(1, Count), new float[Count], trainable: false),
    ];

    /// <inheritdoc/>
    public override bool IsFrozen(string name, long step) => name == Prototypes.Name && step < Freeze;

    /// <summary>τ_t at a step.</summary>
    public double TeacherTemperature(long step, long steps)
    {
        double warm = WarmUp * steps;
        double progress = warm > 0 ? Math.Min(1, step / warm) : 1;
        return Teaching.Start + ((Teaching.End - Teaching.Start) * progress);
    }

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        TeacherOutputs teacher = Taught(left, right, context);
        double temperature = TeacherTemperature(context.Step, context.Steps);
        Tensor forward = Distil(teacher.Left, right), backward = Distil(teacher.Right, left);
        return new Loss(
            forward.Add(backward).Scale(0.5), ("cross_entropy_right", forward),
            ("cross_entropy_left", backward));

        Tensor Distil(Tensor source, Tensor target) => Prototypes.CrossEntropy(
            Prototypes.Cosines(target, context.Parameters),
            Centred(source, teacher, context).Scale(1 / temperature).LogSoftmax().Exp(), Temperature);
    }

    /// <inheritdoc/>
    public override void Settle(
        IReadOnlyDictionary<string, Parameter> own, Tensor left, Tensor right, ObjectiveContext context)
    {
        TeacherOutputs teacher = Taught(left, right, context);
        Tensor mean = Prototypes.Cosines(teacher.Left, teacher.Parameters)
            .ConcatRows(Prototypes.Cosines(teacher.Right, teacher.Parameters)).StopGradient().Mean(0);
        Parameter centre = own[Centre];
        double[] moved = mean.ToDoubles(), values = new double[moved.Length];
        centre.Device.Read(centre.Storage, values);
        for (int k = 0; k < values.Length; k++)
            values[k] = (CentreMomentum * values[k]) + ((1 - CentreMomentum) * moved[k]);
        centre.Device.Write(values, centre.Storage);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context)
    {
        TeacherOutputs teacher = Taught(left, right, context);
        RelaxedLabels labels =
            new(1 / TeacherTemperature(context.Step, context.Steps), new double[ColumnsOf(left, context)]);
        Matrix a = Prototypes.Cosines(left, context.Parameters).Scale(-1).ToMatrix();
        Matrix b = Prototypes.Cosines(right, context.Parameters).Scale(-1).ToMatrix();
        Matrix taughtLeft = Centred(teacher.Left, teacher, context).Scale(-1).ToMatrix();
        Matrix taughtRight = Centred(teacher.Right, teacher, context).Scale(-1).ToMatrix();
        return [Pair(taughtLeft, taughtRight, b), Pair(taughtRight, taughtLeft, a)];

        LabelledItems Pair(Matrix source, Matrix teaching, Matrix target) =>
            new(target, 1 / Temperature, labels)
            {
                LabelEnergies = source,
                TeacherEnergies = teaching,
                Settling = WorkKind.Centre,
            };
    }

    /// <summary>t − C.</summary>
    private static Tensor Centred(Tensor z, TeacherOutputs teacher, ObjectiveContext context)
    {
        Tensor scores = Prototypes.Cosines(z, teacher.Parameters).StopGradient();
        return context.Parameters.TryGetValue(Centre, out Tensor? centre) ? scores.Subtract(centre) : scores;
    }

    private static int ColumnsOf(Tensor z, ObjectiveContext context) =>
        context.Parameters.TryGetValue(Prototypes.Name, out Tensor? c) ? c.Shape[0] : z.Shape[1];

    private static TeacherOutputs Taught(Tensor left, Tensor right, ObjectiveContext context) =>
        context.Teacher ?? new TeacherOutputs(left.StopGradient(), right.StopGradient(), context.Parameters);
}
