from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0005_event_changes")]

    operations = [
        migrations.AddField("material", "transcript", models.JSONField(default=list, editable=False)),
        migrations.AddField(
            "material",
            "transcript_of",
            models.CharField(blank=True, editable=False, help_text="checksum of what was read", max_length=64),
        ),
        migrations.AddField(
            "material", "transcript_paragraphs", models.PositiveIntegerField(default=0, editable=False)
        ),
        migrations.AddField("material", "transcript_facts", models.JSONField(default=dict, editable=False)),
    ]
